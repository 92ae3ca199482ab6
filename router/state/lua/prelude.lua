-- What all scripts have: time, leases, windows of seconds, exact money, marks. Put before each of them.
--
-- Time is the server's, and never runs backwards: where its clock was set back, it goes on from where it was.
-- Windows are counted as router/core/limits.py counts them, by whole seconds, in a ring of 64.
-- Money is whole nano-euro. A number of Lua is exact up to 2^53, nine million euro: so it is compared in two halves, as
-- text, and added by Redis itself, whose integers have 64 bits.

local DAY, KEPT, LEASE = 86400, 2592000, 15      -- seconds; marks and what was spent are kept for KEPT beyond use
local HALF = 32768                               -- marks in one generation of a tenant
local EURO = 1000000000

local function text(number)
  return string.format('%.0f', number)
end

-- The epoch of this tenant's state, and the second now. KEYS[1]: epoch. ARGV[1]: the epoch that the caller knows, or ''.
-- ARGV[2]: one to begin where there is none: all was lost. Nothing where the caller knows another: it is to tell first
-- what it remembers.
local function arrive()
  local now, key = redis.call('TIME'), KEYS[1]
  local known = redis.call('HMGET', key, 'id', 'last', 'off')
  local id, last, off = known[1], tonumber(known[2] or 0), tonumber(known[3] or 0)
  local second, micro = tonumber(now[1]) + off, tonumber(now[2])
  if second < last then
    redis.call('HSET', key, 'off', text(off + last - second))
    second = last
  end
  if not id then
    id = ARGV[2]
    redis.call('HSET', key, 'id', id)
  end
  if second > last then
    redis.call('HSET', key, 'last', text(second))
    redis.call('EXPIRE', key, KEPT)
  end
  if ARGV[1] ~= '' and ARGV[1] ~= id then
    return nil
  end
  return id, second, micro
end

local function holds(leases, lease, second)
  local ends = redis.call('ZSCORE', leases, lease)
  return ends and tonumber(ends) > second
end

local function lend(leases, lease, second)
  redis.call('ZADD', leases, text(second + LEASE), lease)
  redis.call('ZREMRANGEBYSCORE', leases, '-inf', text(second))
  redis.call('EXPIRE', leases, DAY)
end

-- What was counted of `measure` in the last `width` seconds; what is older is forgotten.
local function counted(key, measure, second, width)
  local known = redis.call('HMGET', key, measure .. 'F', measure .. 'T')
  if not known[1] then
    redis.call('HSET', key, measure .. 'F', text(second), measure .. 'T', '0')
    redis.call('EXPIRE', key, DAY)
    return 0
  end
  local first, total, oldest = tonumber(known[1]), tonumber(known[2]), second - width
  if first >= oldest then
    return total
  end
  local slots = {}
  for passed = first, math.min(oldest - 1, first + width) do
    slots[#slots + 1] = measure .. text(passed % 64)
  end
  for _, count in ipairs(redis.call('HMGET', key, unpack(slots))) do
    total = total - tonumber(count or 0)
  end
  redis.call('HDEL', key, unpack(slots))
  redis.call('HSET', key, measure .. 'F', text(oldest), measure .. 'T', text(total))
  redis.call('EXPIRE', key, DAY)
  return total
end

local function add(key, measure, second, amount, total)
  if amount ~= 0 then
    redis.call('HINCRBY', key, measure .. text(second % 64), text(amount))
    redis.call('HSET', key, measure .. 'T', text(total + amount))
  end
end

-- Requests at once: the sum over the processes whose lease holds. What a killed one left is forgotten.
local function running(key, leases, second)
  local sum, all = 0, redis.call('HGETALL', key)
  for i = 1, #all, 2 do
    if holds(leases, all[i], second) then
      sum = sum + tonumber(all[i + 1])
    else
      redis.call('HDEL', key, all[i])
    end
  end
  return sum
end

local function halves(money)
  if #money <= 9 then
    return 0, tonumber(money)
  end
  return tonumber(string.sub(money, 1, -10)), tonumber(string.sub(money, -9))
end

-- Whether one sum of money is more than another; all are texts of whole numbers that are not negative.
local function exceeds(spent, more, most)
  local euro, nano = halves(spent)
  local euro2, nano2 = halves(more)
  local euro3, nano3 = halves(most)
  euro, nano = euro + euro2, nano + nano2
  if nano >= EURO then
    euro, nano = euro + 1, nano - EURO
  end
  return euro > euro3 or (euro == euro3 and nano > nano3)
end

local function spent(key)
  return redis.call('GET', key) or '0'
end

local function pay(key, money)
  redis.call('INCRBY', key, money)
  if string.sub(spent(key), 1, 1) == '-' then
    redis.call('SET', key, '0')
  end
  redis.call('EXPIRE', key, KEPT * 2)
end

-- Marks are in two generations: when the young one is full it becomes the old one, whose marks are forgotten then. What
-- is found among the old is young again, so that what is used stays.
local function keep(young, old, mark, class)
  redis.call('HSET', young, mark, class)
  if redis.call('HLEN', young) >= HALF then
    redis.call('UNLINK', old)
    redis.call('RENAME', young, old)
  else
    redis.call('EXPIRE', young, KEPT)
  end
end
