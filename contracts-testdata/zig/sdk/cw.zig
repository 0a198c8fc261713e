//! A CosmWasm contract in Zig: messages are structs and tagged unions, `std.json` does the rest.
//!
//! A contract's file declares `InstantiateMsg`, `ExecuteMsg`, `QueryMsg` and the functions `instantiate`,
//! `execute` and `query`, and ends in `comptime { cw.expose(@This()); }`. Memory is never given back, since
//! an instance lives for one call only.

const std = @import("std");
const host = @import("host.zig");

pub const memory = host.memory;
pub const db = host.db;
pub const validateAddress = host.validateAddress;
pub const Amount = @import("amount.zig").Amount;

pub const Env = struct {
    block: struct { height: u64, time: []const u8 },
    contract: struct { address: []const u8 },
};

pub const Info = struct { sender: []const u8 };

pub const Attribute = struct { key: []const u8, value: []const u8 };

/// Messages and events are left out of this SDK: their lists stay empty.
pub const Response = struct {
    messages: []const struct {} = &.{},
    attributes: []const Attribute = &.{},
    events: []const struct {} = &.{},
    /// Base64.
    data: ?[]const u8 = null,
};

/// A response with these attributes, which are copied.
pub fn respond(attributes: []const Attribute) !Response {
    return .{ .attributes = try memory.dupe(Attribute, attributes) };
}

/// The text of the last `fail`; the error itself carries none.
var failure: []const u8 = "";

/// Ends the call with a text for the chain.
pub fn fail(comptime format: []const u8, values: anytype) error{ Failed, OutOfMemory } {
    failure = print(format, values) catch |problem| return problem;
    return error.Failed;
}

pub fn print(comptime format: []const u8, values: anytype) error{OutOfMemory}![]const u8 {
    return std.fmt.allocPrint(memory, format, values);
}

pub fn toJson(value: anytype) ![]const u8 {
    return std.json.stringifyAlloc(memory, value, .{});
}

pub fn fromJson(comptime T: type, json: []const u8) !T {
    return std.json.parseFromSliceLeaky(T, memory, json, .{ .ignore_unknown_fields = true });
}

/// One JSON value under one key.
pub fn Item(comptime T: type, comptime key: []const u8) type {
    return struct {
        pub fn load() !T {
            const json = db.get(key) orelse return fail("{s} not found", .{key});
            return fromJson(T, json);
        }

        pub fn save(value: T) !void {
            db.set(key, try toJson(value));
        }
    };
}

/// JSON values under keys of one namespace.
pub fn Map(comptime T: type, comptime namespace: []const u8) type {
    return struct {
        pub fn get(key: []const u8) !?T {
            const json = db.get(try namespaced(namespace, key)) orelse return null;
            return try fromJson(T, json);
        }

        pub fn put(key: []const u8, value: T) !void {
            db.set(try namespaced(namespace, key), try toJson(value));
        }

        pub fn remove(key: []const u8) !void {
            db.remove(try namespaced(namespace, key));
        }
    };
}

/// A key behind a namespace: its length in two bytes, the namespace, the key.
pub fn namespaced(namespace: []const u8, key: []const u8) ![]const u8 {
    var length: [2]u8 = undefined;
    std.mem.writeInt(u16, &length, @intCast(namespace.len), .big);
    return std.mem.concat(memory, u8, &.{ &length, namespace, key });
}

/// Gives the host the entry points it calls.
pub fn expose(comptime Contract: type) void {
    const exports = struct {
        fn instantiate(env: *host.Region, info: *host.Region, message: *host.Region) callconv(.C) *host.Region {
            return finish(Response, change(Contract.InstantiateMsg, Contract.instantiate, env, info, message));
        }

        fn execute(env: *host.Region, info: *host.Region, message: *host.Region) callconv(.C) *host.Region {
            return finish(Response, change(Contract.ExecuteMsg, Contract.execute, env, info, message));
        }

        fn query(env: *host.Region, message: *host.Region) callconv(.C) *host.Region {
            return finish([]const u8, answer(env, message));
        }

        fn answer(env: *host.Region, message: *host.Region) ![]const u8 {
            const parsed = try fromJson(Contract.QueryMsg, message.bytes());
            const json = try Contract.query(try fromJson(Env, env.bytes()), parsed);
            const encoder = std.base64.standard.Encoder;
            return encoder.encode(try memory.alloc(u8, encoder.calcSize(json.len)), json);
        }
    };
    @export(&exports.instantiate, .{ .name = "instantiate" });
    @export(&exports.execute, .{ .name = "execute" });
    @export(&exports.query, .{ .name = "query" });
}

fn change(
    comptime Msg: type,
    entry: fn (Env, Info, Msg) anyerror!Response,
    env: *host.Region,
    info: *host.Region,
    message: *host.Region,
) !Response {
    const parsed = try fromJson(Msg, message.bytes());
    return entry(try fromJson(Env, env.bytes()), try fromJson(Info, info.bytes()), parsed);
}

fn finish(comptime T: type, result: anyerror!T) *host.Region {
    const Result = union(enum) { ok: T, @"error": []const u8 };
    const outcome: Result = if (result) |value|
        .{ .ok = value }
    else |problem|
        .{ .@"error" = if (problem == error.Failed) failure else @errorName(problem) };
    const json = toJson(outcome) catch @panic("out of memory");
    return host.Region.over(json);
}

/// For the root file: `pub const panic = cw.panic;`
pub const panic = std.debug.FullPanic(abort);

fn abort(text: []const u8, _: ?usize) noreturn {
    host.abort(text);
}
