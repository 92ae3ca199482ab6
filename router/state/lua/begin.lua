-- Reserves a request against all claims or none, and tells the classes of the conversation's marks.
-- KEYS: epoch, leases, young marks, old marks; of each claim: use, running, spent.
-- ARGV: as `arrive`; lease, tokens, money, number of claims; of each claim: requests, tokens, places,
--   budget ('' for none); then marks.
local id, second, micro = arrive()
if not id or (ARGV[1] ~= '' and not holds(KEYS[2], ARGV[3], second)) then
  return {'gone'}
end
if ARGV[1] == '' then
  lend(KEYS[2], ARGV[3], second)
end
local tokens, money, claims = tonumber(ARGV[4]), ARGV[5], tonumber(ARGV[6])

local water, told = {}, {}
local function tell(class)
  if not told[class] then
    told[class] = true
    water[#water + 1] = class
  end
end
for from = 7 + 4 * claims, #ARGV, 1000 do
  local missing = {}
  local upto = math.min(from + 999, #ARGV)
  for i, class in ipairs(redis.call('HMGET', KEYS[3], unpack(ARGV, from, upto))) do
    if class then
      tell(class)
    else
      missing[#missing + 1] = ARGV[from + i - 1]
    end
  end
  if #missing > 0 then
    for i, class in ipairs(redis.call('HMGET', KEYS[4], unpack(missing))) do
      if class then
        tell(class)
        keep(KEYS[3], KEYS[4], missing[i], class)
      end
    end
  end
end

local over, states = false, {}
for claim = 0, claims - 1 do
  local use, places, purse = KEYS[5 + 3 * claim], KEYS[6 + 3 * claim], KEYS[7 + 3 * claim]
  local at = 7 + 4 * claim
  local state = {
    counted(use, 'r', second, 60), counted(use, 't', second, 60),
    ARGV[at + 2] ~= '' and running(places, KEYS[2], second) or 0,
    ARGV[at + 3] ~= '' and spent(purse) or '0',
  }
  over = over
    or (ARGV[at] ~= '' and state[1] + 1 > tonumber(ARGV[at]))
    or (ARGV[at + 1] ~= '' and state[2] + tokens > tonumber(ARGV[at + 1]))
    or (ARGV[at + 2] ~= '' and state[3] >= tonumber(ARGV[at + 2]))
    or (ARGV[at + 3] ~= '' and money ~= '0' and exceeds(state[4], money, ARGV[at + 3]))
  states[claim + 1] = state
end
for claim = 0, claims - 1 do
  local use, places, state = KEYS[5 + 3 * claim], KEYS[6 + 3 * claim], states[claim + 1]
  if over then
    state[1] = redis.call('HGETALL', use)
  else
    add(use, 'r', second, 1, state[1])
    add(use, 't', second, tokens, state[2])
    state[1], state[2] = text(state[1] + 1), text(state[2] + tokens)
    if ARGV[7 + 4 * claim + 2] ~= '' then
      redis.call('HINCRBY', places, ARGV[3], 1)
      redis.call('EXPIRE', places, DAY)
    end
  end
end
return {over and 'over' or 'held', id, second, micro, water, states}
