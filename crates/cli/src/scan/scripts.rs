//! Atomic operations of the store, as scripts. Whatever ends in between, a domain is neither lost nor reported twice.
//!
//! The workers are a consumer group of the stream of domains. Only the first result of a domain in a run is kept.

/// Adds domains that are not in the run yet. Keys: the set of all domains, the stream. Arguments: pairs of domain and
/// typed text. Returns the number of added domains.
pub(super) const ADD: &str = "
    redis.pcall('XGROUP', 'CREATE', KEYS[2], 'workers', '0', 'MKSTREAM')
    local added = 0
    for i = 1, #ARGV, 2 do
        if redis.call('SADD', KEYS[1], ARGV[i]) == 1 then
            redis.call('XADD', KEYS[2], '*', 'domain', ARGV[i], 'typed', ARGV[i + 1])
            added = added + 1
        end
    end
    return added";

/// Gives domains to a worker: first those of workers that are gone, then new ones. Gives none while the number of
/// uncollected results is at the limit. Keys: the stream, the results. Arguments: worker, number of domains,
/// milliseconds after which a worker is gone, cursor, limit. Returns the next cursor, and for each domain: id, domain,
/// typed text, number of workers that took it.
pub(super) const TAKE: &str = "
    if redis.call('XLEN', KEYS[2]) >= tonumber(ARGV[5]) then return {ARGV[4], {}} end
    local taken = {}
    local claimed = redis.call('XAUTOCLAIM', KEYS[1], 'workers', ARGV[1], ARGV[3], ARGV[4], 'COUNT', ARGV[2])
    for _, entry in ipairs(claimed[2]) do
        if entry and entry[2] then
            local pending = redis.call('XPENDING', KEYS[1], 'workers', entry[1], entry[1], 1)
            taken[#taken + 1] = {entry[1], entry[2][2] or '', entry[2][4] or '', pending[1] and pending[1][4] or 1}
        end
    end
    local room = tonumber(ARGV[2]) - #taken
    if room > 0 then
        local read = redis.call('XREADGROUP', 'GROUP', 'workers', ARGV[1], 'COUNT', room, 'STREAMS', KEYS[1], '>')
        if read then
            for _, entry in ipairs(read[1][2]) do
                taken[#taken + 1] = {entry[1], entry[2][2] or '', entry[2][4] or '', 1}
            end
        end
    end
    return {claimed[1], taken}";

/// Reports that a worker still has these domains. Keys: the stream. Arguments: worker, ids.
pub(super) const KEEP: &str = "
    for i = 2, #ARGV do
        if redis.call('XPENDING', KEYS[1], 'workers', ARGV[i], ARGV[i], 1, ARGV[1])[1] then
            redis.call('XCLAIM', KEYS[1], 'workers', ARGV[1], 0, ARGV[i], 'JUSTID')
        end
    end
    return #ARGV - 1";

/// Stores a result and removes the domain from the stream. Keys: the stream, the set of domains with a result, the
/// results. Arguments: id, domain, document, which is empty if the text is not a domain. Returns 1 for the first result
/// of a domain.
pub(super) const FINISH: &str = "
    local is_first = ARGV[3] ~= '' and redis.call('SADD', KEYS[2], ARGV[2]) or 0
    if is_first == 1 then
        redis.call('XADD', KEYS[3], '*', 'domain', ARGV[2], 'document', ARGV[3])
    end
    redis.call('XACK', KEYS[1], 'workers', ARGV[1])
    redis.call('XDEL', KEYS[1], ARGV[1])
    return is_first";

/// Returns the progress of a run. Keys: all domains, those with a result, the stream, the results. Returns the size of
/// each.
pub(super) const STATE: &str = "
    return {redis.call('SCARD', KEYS[1]), redis.call('SCARD', KEYS[2]), redis.call('XLEN', KEYS[3]), redis.call('XLEN', KEYS[4])}";

/// Returns the oldest results. Keys: the results. Arguments: number of results. Returns for each: id, domain, document.
pub(super) const RESULTS: &str = "
    local found = {}
    for _, entry in ipairs(redis.call('XRANGE', KEYS[1], '-', '+', 'COUNT', ARGV[1])) do
        found[#found + 1] = {entry[1], entry[2][2], entry[2][4]}
    end
    return found";
