//! Memory, regions and the functions the host offers.

const std = @import("std");

pub const memory = std.heap.wasm_allocator;

/// The 12 bytes through which host and contract point at each other's data.
pub const Region = extern struct {
    offset: u32,
    capacity: u32,
    length: u32,

    /// The host refuses the address 0, even for nothing.
    const somewhere: u8 = 0;

    pub fn over(content: []const u8) *Region {
        const region = memory.create(Region) catch @panic("out of memory");
        const length: u32 = @intCast(content.len);
        const start = if (length > 0) content.ptr else @as([*]const u8, @ptrCast(&somewhere));
        region.* = .{ .offset = @intFromPtr(start), .capacity = length, .length = length };
        return region;
    }

    pub fn bytes(region: *const Region) []const u8 {
        return @as([*]const u8, @ptrFromInt(region.offset))[0..region.length];
    }
};

const imports = struct {
    extern "env" fn abort(text: *const Region) void;
    extern "env" fn db_read(key: *const Region) ?*const Region;
    extern "env" fn db_write(key: *const Region, value: *const Region) void;
    extern "env" fn db_remove(key: *const Region) void;
    extern "env" fn addr_validate(human: *const Region) ?*const Region;
};

export fn interface_version_8() void {}

export fn allocate(size: u32) *Region {
    // A slice of length 0 has no address of its own.
    const room = memory.alloc(u8, @max(size, 1)) catch @panic("out of memory");
    const region = Region.over(room);
    region.capacity = size;
    region.length = 0;
    return region;
}

export fn deallocate(_: *Region) void {}

pub fn abort(text: []const u8) noreturn {
    imports.abort(Region.over(text));
    unreachable;
}

pub const db = struct {
    pub fn get(key: []const u8) ?[]const u8 {
        const value = imports.db_read(Region.over(key)) orelse return null;
        return value.bytes();
    }

    pub fn set(key: []const u8, value: []const u8) void {
        imports.db_write(Region.over(key), Region.over(value));
    }

    pub fn remove(key: []const u8) void {
        imports.db_remove(Region.over(key));
    }
};

/// What is wrong with the address, if anything.
pub fn validateAddress(human: []const u8) ?[]const u8 {
    const problem = imports.addr_validate(Region.over(human)) orelse return null;
    return problem.bytes();
}
