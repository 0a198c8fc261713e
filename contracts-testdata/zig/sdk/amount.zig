//! Token amounts: 128 bits, in JSON a string of decimal digits.

const std = @import("std");

pub const Amount = struct {
    value: u128 = 0,

    /// 2^128 - 1 has 39 digits.
    const max_digits = 39;

    pub fn plus(a: Amount, b: Amount) !Amount {
        return .{ .value = try std.math.add(u128, a.value, b.value) };
    }

    pub fn minus(a: Amount, b: Amount) !Amount {
        return .{ .value = try std.math.sub(u128, a.value, b.value) };
    }

    pub fn text(amount: Amount, memory: std.mem.Allocator) ![]const u8 {
        return std.fmt.allocPrint(memory, "{d}", .{amount.value});
    }

    pub fn jsonParse(memory: std.mem.Allocator, source: anytype, options: std.json.ParseOptions) !Amount {
        const digits = try std.json.innerParse([]const u8, memory, source, options);
        return .{ .value = try std.fmt.parseUnsigned(u128, digits, 10) };
    }

    pub fn jsonStringify(amount: Amount, writer: anytype) !void {
        var digits: [max_digits]u8 = undefined;
        try writer.write(std.fmt.bufPrint(&digits, "{d}", .{amount.value}) catch unreachable);
    }
};
