-- Takes one token from every bucket, or from none when one of them is empty.
-- KEYS: the buckets. ARGV: per second and burst of each, in pairs.
-- Returns {taken (0 or 1), seconds to wait, tokens left in each}; seconds and tokens as strings.
local clock = redis.call('TIME')
local now = clock[1] + clock[2] / 1000000
local left, wait = {}, 0
for i, key in ipairs(KEYS) do
    local rate, burst = tonumber(ARGV[2 * i - 1]), tonumber(ARGV[2 * i])
    local held = redis.call('HMGET', key, 'tokens', 'at')
    local tokens, at = tonumber(held[1]) or burst, tonumber(held[2]) or now
    left[i] = math.min(burst, tokens + math.max(0, now - at) * rate)
    wait = math.max(wait, (1 - left[i]) / rate)
end
local taken = wait <= 0 and 1 or 0
local reply = { taken, tostring(wait) }
for i, key in ipairs(KEYS) do
    local rate, burst = tonumber(ARGV[2 * i - 1]), tonumber(ARGV[2 * i])
    left[i] = left[i] - taken
    redis.call('HSET', key, 'tokens', string.format('%.6f', left[i]),
               'at', string.format('%.6f', now))
    redis.call('PEXPIRE', key, math.ceil(burst / rate * 1000) + 1000)
    reply[i + 2] = string.format('%.6f', left[i])
end
return reply
