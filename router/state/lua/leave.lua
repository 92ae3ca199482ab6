-- A process goes. KEYS: leases. ARGV: lease.
redis.call('ZREM', KEYS[1], ARGV[1])
return {'ok'}
