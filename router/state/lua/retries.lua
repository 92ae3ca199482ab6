-- Requests and repeats of a tenant in the last ten seconds. KEYS: epoch, use. ARGV: as `arrive`; requests, repeats
-- to add.
local id, second = arrive()
if not id then
  return {'gone'}
end
local requests, repeats = counted(KEYS[2], 'q', second, 10), counted(KEYS[2], 'a', second, 10)
add(KEYS[2], 'q', second, tonumber(ARGV[3]), requests)
add(KEYS[2], 'a', second, tonumber(ARGV[4]), repeats)
return {'ok', requests + ARGV[3], repeats + ARGV[4]}
