//! A number that anyone may increment and its owner may reset.

const std = @import("std");
const cw = @import("cw");

pub const panic = cw.panic;

const State = struct { count: u32, owner: []const u8 };
const state_item = cw.Item(State, "state");

pub const InstantiateMsg = struct { count: u32 };

pub const ExecuteMsg = union(enum) {
    increment: struct {},
    reset: struct { count: u32 },
};

pub const QueryMsg = union(enum) {
    get_count: struct {},
};

pub fn instantiate(_: cw.Env, info: cw.Info, msg: InstantiateMsg) !cw.Response {
    try state_item.save(.{ .count = msg.count, .owner = info.sender });
    return cw.respond(&.{
        .{ .key = "action", .value = "instantiate" },
        .{ .key = "owner", .value = info.sender },
        .{ .key = "count", .value = try cw.print("{d}", .{msg.count}) },
    });
}

pub fn execute(_: cw.Env, info: cw.Info, msg: ExecuteMsg) !cw.Response {
    var state = try state_item.load();
    switch (msg) {
        .increment => {
            state.count = std.math.add(u32, state.count, 1) catch
                return cw.fail("the counter is at its maximum", .{});
        },
        .reset => |reset| {
            if (!std.mem.eql(u8, info.sender, state.owner))
                return cw.fail("only the owner may reset the counter", .{});
            state.count = reset.count;
        },
    }
    try state_item.save(state);
    return cw.respond(&.{
        .{ .key = "action", .value = @tagName(msg) },
        .{ .key = "count", .value = try cw.print("{d}", .{state.count}) },
    });
}

pub fn query(_: cw.Env, msg: QueryMsg) ![]const u8 {
    switch (msg) {
        .get_count => {
            const state = try state_item.load();
            return cw.toJson(.{ .count = state.count });
        },
    }
}

comptime {
    cw.expose(@This());
}
