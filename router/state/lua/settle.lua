-- Puts the tokens that were used in the place of those reserved, and gives the place back.
-- KEYS: epoch, leases; of each claim: use, running.
-- ARGV: as `arrive`; lease, second of the grant ('' if it was not counted here), tokens more or (negative) less; of each claim
--   1 where a place was taken.
local id, second = arrive()
if not id then
  return {'gone'}
end
local more, at = tonumber(ARGV[5]), tonumber(ARGV[4])
for i = 3, #KEYS, 2 do
  local use, places = KEYS[i], KEYS[i + 1]
  if at then
    local total = counted(use, 't', second, 60)
    if more > 0 then
      add(use, 't', second, more, total)
    elseif more < 0 and at >= second - 60 then
      local there = tonumber(redis.call('HGET', use, 't' .. text(at % 64)) or 0)
      add(use, 't', at, -math.min(there, -more), total)
    end
  end
  if ARGV[5 + (i - 1) / 2] == '1' and tonumber(redis.call('HGET', places, ARGV[3]) or 0) > 0 then
    redis.call('HINCRBY', places, ARGV[3], -1)
  end
end
return {'ok'}
