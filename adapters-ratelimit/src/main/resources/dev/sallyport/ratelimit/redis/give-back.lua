-- Gives one back to every budget that is not full; see take.lua, which has the same KEYS and ARGV.

local time = redis.call('TIME')
local now = (time[1] - 1767225600) * 1000000 + time[2]

for i, key in ipairs(KEYS) do
  local capacity, period = tonumber(ARGV[2 * i - 1]), tonumber(ARGV[2 * i])
  local full = tonumber(redis.call('GET', key) or nil)
  if full then
    full = math.min(full, now + period) - period / capacity
    if full <= now then
      redis.call('DEL', key)
    else
      redis.call('SET', key, string.format('%.17g', full), 'PX', math.ceil((full - now) / 1000))
    end
  end
end
return {1}
