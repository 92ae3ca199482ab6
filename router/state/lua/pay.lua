-- What was spent is raised to at least so much; then so much is added, or taken away.
-- KEYS: epoch; spent, of each. ARGV: as `arrive`; of each: at least, more.
local id = arrive()
if not id then
  return {'gone'}
end
for i = 2, #KEYS do
  local least, more = ARGV[2 * i - 1], ARGV[2 * i]
  if exceeds(least, '0', spent(KEYS[i])) then
    redis.call('SET', KEYS[i], least)
  end
  pay(KEYS[i], more)
end
return {'ok'}
