-- Holds money against all budgets or none. KEYS: epoch; spent, of each budget. ARGV: as `arrive`;
-- money; each budget.
local id = arrive()
if not id then
  return {'gone'}
end
local over, sums = false, {}
for i = 2, #KEYS do
  sums[i - 1] = spent(KEYS[i])
  over = over or exceeds(sums[i - 1], ARGV[3], ARGV[i + 2])
end
if not over then
  for i = 2, #KEYS do
    pay(KEYS[i], ARGV[3])
    sums[i - 1] = spent(KEYS[i])
  end
end
return {over and 'over' or 'held', sums}
