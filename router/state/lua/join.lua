-- A process says that it lives. KEYS: epoch, leases. ARGV: as `arrive`; lease.
local id, second = arrive()
if not id or (ARGV[1] ~= '' and not holds(KEYS[2], ARGV[3], second)) then
  return {'gone'}
end
lend(KEYS[2], ARGV[3], second)
return {'ok', id}
