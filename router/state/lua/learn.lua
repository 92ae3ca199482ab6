-- Marks that were raised since, oldest first: mark, class ('' if it is forgotten), ... KEYS: epoch, raised, young marks,
-- old marks. ARGV: as `arrive`; number of the last that is known, how many at once (at most 1000).
local id = arrive()
if not id then
  return {'gone'}
end
local last, marks, told = ARGV[3], {}, {}
local found = redis.call('ZRANGEBYSCORE', KEYS[2], '(' .. last, '+inf', 'WITHSCORES', 'LIMIT', '0', ARGV[4])
for i = 1, #found, 2 do
  marks[#marks + 1] = found[i]
  last = found[i + 1]
end
if #marks > 0 then
  local young, old = redis.call('HMGET', KEYS[3], unpack(marks)), redis.call('HMGET', KEYS[4], unpack(marks))
  for i, mark in ipairs(marks) do
    told[2 * i - 1], told[2 * i] = mark, young[i] or old[i] or ''
  end
end
return {'ok', id, tonumber(last), told}
