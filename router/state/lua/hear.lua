-- The notices that hold: name, value, milliseconds left, ... KEYS: notices, their ends.
local now = redis.call('TIME')
local ms = tonumber(now[1]) * 1000 + math.floor(tonumber(now[2]) / 1000)
local told = {}
local ends = redis.call('ZRANGEBYSCORE', KEYS[2], '(' .. text(ms), '+inf', 'WITHSCORES')
for i = 1, #ends, 2 do
  local value = redis.call('HGET', KEYS[1], ends[i])
  if value then
    told[#told + 1] = ends[i]
    told[#told + 1] = value
    told[#told + 1] = tonumber(ends[i + 1]) - ms
  end
end
return {'ok', told}
