//! Who may spend how much of whose tokens, and until when.

const std = @import("std");
const cw = @import("cw");
const Amount = cw.Amount;

const allowances = cw.Map(Allowance, "allowance");

pub const Allowance = struct {
    allowance: Amount = .{},
    expires: Expiration = .{ .never = .{} },
};

pub const Change = struct {
    spender: []const u8,
    amount: Amount,
    expires: ?Expiration = null,
};

pub const Expiration = union(enum) {
    at_height: u64,
    /// Nanoseconds, as a string.
    at_time: []const u8,
    never: struct {},

    fn isOver(expires: Expiration, env: cw.Env) !bool {
        return switch (expires) {
            .at_height => |height| env.block.height >= height,
            .at_time => |time| try nanos(env.block.time) >= try nanos(time),
            .never => false,
        };
    }

    fn nanos(time: []const u8) !u64 {
        return std.fmt.parseUnsigned(u64, time, 10);
    }
};

fn key(owner: []const u8, spender: []const u8) ![]const u8 {
    return cw.namespaced(owner, spender);
}

pub fn get(owner: []const u8, spender: []const u8) !Allowance {
    return try allowances.get(try key(owner, spender)) orelse .{};
}

pub fn increase(env: cw.Env, owner: []const u8, change: Change) !void {
    var allowance = try changeable(owner, change);
    try setExpiration(&allowance, env, change);
    allowance.allowance = try allowance.allowance.plus(change.amount);
    try allowances.put(try key(owner, change.spender), allowance);
}

pub fn decrease(env: cw.Env, owner: []const u8, change: Change) !void {
    var allowance = try changeable(owner, change);
    if (change.amount.value < allowance.allowance.value) {
        try setExpiration(&allowance, env, change);
        allowance.allowance = try allowance.allowance.minus(change.amount);
        try allowances.put(try key(owner, change.spender), allowance);
    } else {
        try allowances.remove(try key(owner, change.spender));
    }
}

pub fn spend(env: cw.Env, owner: []const u8, spender: []const u8, amount: Amount) !void {
    var allowance = try get(owner, spender);
    if (try allowance.expires.isOver(env)) return cw.fail("Allowance is expired", .{});
    const before = allowance.allowance;
    allowance.allowance = before.minus(amount) catch
        return cw.fail("insufficient allowance: {d} is less than {d}", .{ before.value, amount.value });
    try allowances.put(try key(owner, spender), allowance);
}

fn changeable(owner: []const u8, change: Change) !Allowance {
    if (std.mem.eql(u8, owner, change.spender)) return cw.fail("Cannot set allowance to own account", .{});
    return get(owner, change.spender);
}

fn setExpiration(allowance: *Allowance, env: cw.Env, change: Change) !void {
    const expires = change.expires orelse return;
    if (try expires.isOver(env)) return cw.fail("Invalid expiration value", .{});
    allowance.expires = expires;
}
