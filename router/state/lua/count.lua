-- Counts what a process granted in the last minute while nobody counted it here. KEYS: epoch; use, of each holder.
-- ARGV: as `arrive`; of each holder the number of seconds, and of each of these, the oldest first: how many seconds ago,
-- requests, tokens.
local id, second = arrive()
if not id then
  return {'gone'}
end
local at = 3
for i = 2, #KEYS do
  local seconds, oldest = tonumber(ARGV[at]), second - tonumber(ARGV[at + 1])
  for place, measure in ipairs({'r', 't'}) do
    local total = counted(KEYS[i], measure, second, 60)
    if oldest < tonumber(redis.call('HGET', KEYS[i], measure .. 'F')) then
      redis.call('HSET', KEYS[i], measure .. 'F', text(oldest))
    end
    for one = at + 1, at + 3 * seconds, 3 do
      local amount = tonumber(ARGV[one + place])
      add(KEYS[i], measure, second - tonumber(ARGV[one]), amount, total)
      total = total + amount
    end
  end
  at = at + 1 + 3 * seconds
end
return {'ok'}
