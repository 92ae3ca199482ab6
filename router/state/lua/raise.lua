-- Raises marks, and lowers none. A class that is not known any more counts as the top.
-- KEYS: epoch, young marks, old marks. ARGV: as `arrive`; number of classes, classes from the lowest; then mark, class, ...
local id = arrive()
if not id then
  return {'gone'}
end
local classes, rank = tonumber(ARGV[3]), {}
for i = 1, classes do
  rank[ARGV[3 + i]] = i
end
for i = 4 + classes, #ARGV, 2 do
  local mark, class = ARGV[i], ARGV[i + 1]
  local held = redis.call('HGET', KEYS[2], mark) or redis.call('HGET', KEYS[3], mark)
  local before = held and (rank[held] or classes) or 0
  keep(KEYS[2], KEYS[3], mark, ARGV[3 + math.max(before, rank[class] or classes)])
end
return {'ok'}
