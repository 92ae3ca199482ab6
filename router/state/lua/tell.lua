-- Tells a notice. KEYS: notices, their ends. ARGV: name, value, seconds, most of them.
local now = redis.call('TIME')
local ms = tonumber(now[1]) * 1000 + math.floor(tonumber(now[2]) / 1000)
local function forget(names)
  if #names > 0 then
    redis.call('HDEL', KEYS[1], unpack(names))
    redis.call('ZREM', KEYS[2], unpack(names))
  end
end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
redis.call('ZADD', KEYS[2], text(ms + tonumber(ARGV[3]) * 1000), ARGV[1])
forget(redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', text(ms), 'LIMIT', 0, 1000))
forget(redis.call('ZRANGE', KEYS[2], 0, -1 - tonumber(ARGV[4])))
for _, key in ipairs(KEYS) do
  if redis.call('TTL', key) < tonumber(ARGV[3]) then
    redis.call('EXPIRE', key, math.ceil(tonumber(ARGV[3])) + 1)
  end
end
return {'ok'}
