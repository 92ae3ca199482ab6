-- Raises marks, and lowers none. A class that is not known any more counts as the top.
-- What is new, or higher than it was, has the next number in `raised`, where `learn` finds it; so has what was told there
-- long ago, so that a conversation that goes on stays among those that a process learns when it starts.
-- KEYS: epoch, young marks, old marks, raised. ARGV: as `arrive`; number of classes, classes from the lowest; then mark,
-- class, ...
local id = arrive()
if not id then
  return {'gone'}
end
local classes, rank = tonumber(ARGV[3]), {}
for i = 1, classes do
  rank[ARGV[3 + i]] = i
end
local before = tonumber(redis.call('HGET', KEYS[1], 'raised') or 0)
local last = before
for i = 4 + classes, #ARGV, 2 do
  local mark, class = ARGV[i], ARGV[i + 1]
  local young = redis.call('HGET', KEYS[2], mark)
  local held = young or redis.call('HGET', KEYS[3], mark)
  local higher = ARGV[3 + math.max(held and (rank[held] or classes) or 0, rank[class] or classes)]
  if young ~= higher then
    keep(KEYS[2], KEYS[3], mark, higher)
  end
  local told = redis.call('ZSCORE', KEYS[4], mark)
  if higher ~= held or not told or last - tonumber(told) > HALF / 2 then
    last = last + 1
    redis.call('ZADD', KEYS[4], text(last), mark)
  end
end
redis.call('EXPIRE', KEYS[2], KEPT)
if last > before then
  redis.call('HSET', KEYS[1], 'raised', text(last))
  redis.call('ZREMRANGEBYSCORE', KEYS[4], '-inf', text(last - HALF))
  redis.call('EXPIRE', KEYS[4], KEPT - DAY)
end
return {'ok'}
