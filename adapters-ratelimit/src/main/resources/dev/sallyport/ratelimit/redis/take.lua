-- Takes one from every budget, or nothing from any.
--
-- KEYS: the budgets; the same one may be there more than once.
-- ARGV: for each of them its capacity, and the period in microseconds in which that comes back.
-- Answers {1, remaining, microseconds until full, remaining, ...}, or {0, which of KEYS stays empty for the longest, for how many microseconds}.
--
-- A budget is one number (GCRA): when it will be full again. It is not there while it is full.

-- Counted from 2026 rather than from 1970, so that a double keeps small fractions of a microsecond.
local time = redis.call('TIME')
local now = (time[1] - 1767225600) * 1000000 + time[2]

-- What divisions may have lost, in microseconds.
local SLACK = 0.5

if #KEYS == 0 then
  return {1}
end

local stored = redis.call('MGET', unpack(KEYS))
local full_at = {}
local answer = {1}
local exhausted, longest = 0, 0

for i, key in ipairs(KEYS) do
  local capacity, period = tonumber(ARGV[2 * i - 1]), tonumber(ARGV[2 * i])
  local each = period / capacity
  -- Never emptier than empty: rates are changed, and clocks are set back.
  local full = full_at[key] or math.min(math.max(tonumber(stored[i]) or now, now), now + period)
  local empty_for = full + each - now - period
  if empty_for > SLACK then
    if empty_for > longest then
      exhausted, longest = i, empty_for
    end
  else
    full = full + each
    full_at[key] = full
    answer[2 * i] = math.floor((period + SLACK - (full - now)) / each)
    answer[2 * i + 1] = math.ceil(full - now)
  end
end

if exhausted > 0 then
  return {0, exhausted, math.ceil(longest)}
end
for key, full in pairs(full_at) do
  redis.call('SET', key, string.format('%.17g', full), 'PX', math.ceil((full - now) / 1000))
end
return answer
