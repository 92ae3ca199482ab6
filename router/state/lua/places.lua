-- How many requests of this process run at once. KEYS: epoch; running, of each holder. ARGV: as
-- `arrive`; lease; each number.
local id = arrive()
if not id then
  return {'gone'}
end
for i = 2, #KEYS do
  redis.call('HSET', KEYS[i], ARGV[3], ARGV[i + 2])
  redis.call('EXPIRE', KEYS[i], DAY)
end
return {'ok'}
