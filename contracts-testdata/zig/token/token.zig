//! A token with the base, mintable and allowance messages of the cw20 interface. Storage is laid out as
//! the Rust token beside it does.

const std = @import("std");
const cw = @import("cw");
const allowances = @import("allowances.zig");
const balances = @import("balances.zig");
const Amount = cw.Amount;

pub const panic = cw.panic;

const Token = struct { name: []const u8, symbol: []const u8, decimals: u8, total_supply: Amount };
const Minter = struct { minter: []const u8, cap: ?Amount = null };

const token_item = cw.Item(Token, "token");
const minter_item = cw.Item(?Minter, "minter");

pub const InstantiateMsg = struct {
    name: []const u8,
    symbol: []const u8,
    decimals: u8,
    initial_balances: []const struct { address: []const u8, amount: Amount },
    mint: ?Minter = null,
};

pub const ExecuteMsg = union(enum) {
    transfer: struct { recipient: []const u8, amount: Amount },
    transfer_from: struct { owner: []const u8, recipient: []const u8, amount: Amount },
    burn: struct { amount: Amount },
    mint: struct { recipient: []const u8, amount: Amount },
    increase_allowance: allowances.Change,
    decrease_allowance: allowances.Change,
};

pub const QueryMsg = union(enum) {
    balance: struct { address: []const u8 },
    token_info: struct {},
    minter: struct {},
    allowance: struct { owner: []const u8, spender: []const u8 },
};

pub fn instantiate(_: cw.Env, _: cw.Info, msg: InstantiateMsg) !cw.Response {
    var supply: Amount = .{};
    for (msg.initial_balances) |initial| {
        try checkAddress(initial.address);
        try balances.give(initial.address, initial.amount);
        supply = try supply.plus(initial.amount);
    }
    if (msg.mint) |minter| {
        try checkAddress(minter.minter);
        try checkCap(minter, supply, "initial supply is greater than the cap");
    }
    try minter_item.save(msg.mint);
    try token_item.save(.{
        .name = msg.name,
        .symbol = msg.symbol,
        .decimals = msg.decimals,
        .total_supply = supply,
    });
    return .{};
}

pub fn execute(env: cw.Env, info: cw.Info, msg: ExecuteMsg) !cw.Response {
    const action = @tagName(msg);
    switch (msg) {
        .transfer => |transfer| {
            try checkAddress(transfer.recipient);
            try balances.move(info.sender, transfer.recipient, transfer.amount);
            return cw.respond(&.{
                .{ .key = "action", .value = action },
                .{ .key = "from", .value = info.sender },
                .{ .key = "to", .value = transfer.recipient },
                .{ .key = "amount", .value = try transfer.amount.text(cw.memory) },
            });
        },
        .transfer_from => |transfer| {
            try checkAddress(transfer.owner);
            try checkAddress(transfer.recipient);
            try allowances.spend(env, transfer.owner, info.sender, transfer.amount);
            try balances.move(transfer.owner, transfer.recipient, transfer.amount);
            return cw.respond(&.{
                .{ .key = "action", .value = action },
                .{ .key = "from", .value = transfer.owner },
                .{ .key = "to", .value = transfer.recipient },
                .{ .key = "amount", .value = try transfer.amount.text(cw.memory) },
                .{ .key = "by", .value = info.sender },
            });
        },
        .burn => |burn| {
            try balances.take(info.sender, burn.amount);
            var token = try token_item.load();
            token.total_supply = try token.total_supply.minus(burn.amount);
            try token_item.save(token);
            return cw.respond(&.{
                .{ .key = "action", .value = action },
                .{ .key = "from", .value = info.sender },
                .{ .key = "amount", .value = try burn.amount.text(cw.memory) },
            });
        },
        .mint => |mint| {
            const minter = try minter_item.load() orelse return cw.fail("Unauthorized", .{});
            if (!std.mem.eql(u8, minter.minter, info.sender)) return cw.fail("Unauthorized", .{});
            var token = try token_item.load();
            token.total_supply = try token.total_supply.plus(mint.amount);
            try checkCap(minter, token.total_supply, "Minting cannot exceed the cap");
            try token_item.save(token);
            try checkAddress(mint.recipient);
            try balances.give(mint.recipient, mint.amount);
            return cw.respond(&.{
                .{ .key = "action", .value = action },
                .{ .key = "to", .value = mint.recipient },
                .{ .key = "amount", .value = try mint.amount.text(cw.memory) },
            });
        },
        .increase_allowance, .decrease_allowance => |change| {
            try checkAddress(change.spender);
            if (msg == .increase_allowance) {
                try allowances.increase(env, info.sender, change);
            } else {
                try allowances.decrease(env, info.sender, change);
            }
            return cw.respond(&.{
                .{ .key = "action", .value = action },
                .{ .key = "owner", .value = info.sender },
                .{ .key = "spender", .value = change.spender },
                .{ .key = "amount", .value = try change.amount.text(cw.memory) },
            });
        },
    }
}

pub fn query(_: cw.Env, msg: QueryMsg) ![]const u8 {
    switch (msg) {
        .balance => |of| {
            try checkAddress(of.address);
            return cw.toJson(.{ .balance = try balances.get(of.address) });
        },
        .token_info => return cw.toJson(try token_item.load()),
        .minter => return cw.toJson(try minter_item.load()),
        .allowance => |of| {
            try checkAddress(of.owner);
            try checkAddress(of.spender);
            return cw.toJson(try allowances.get(of.owner, of.spender));
        },
    }
}

fn checkAddress(human: []const u8) !void {
    if (cw.validateAddress(human)) |problem| return cw.fail("{s}", .{problem});
}

fn checkCap(minter: Minter, supply: Amount, comptime complaint: []const u8) !void {
    const cap = minter.cap orelse return;
    if (supply.value > cap.value) return cw.fail(complaint, .{});
}

comptime {
    cw.expose(@This());
}
