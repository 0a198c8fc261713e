//! Who holds how much.

const cw = @import("cw");
const Amount = cw.Amount;

const balances = cw.Map(Amount, "balance");

pub fn get(owner: []const u8) !Amount {
    return try balances.get(owner) orelse .{};
}

pub fn give(owner: []const u8, amount: Amount) !void {
    const balance = try get(owner);
    try balances.put(owner, try balance.plus(amount));
}

pub fn take(owner: []const u8, amount: Amount) !void {
    const balance = try get(owner);
    const rest = balance.minus(amount) catch
        return cw.fail("insufficient balance: {d} is less than {d}", .{ balance.value, amount.value });
    try balances.put(owner, rest);
}

pub fn move(from: []const u8, to: []const u8, amount: Amount) !void {
    try take(from, amount);
    try give(to, amount);
}
