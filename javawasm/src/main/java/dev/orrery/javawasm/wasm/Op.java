package dev.orrery.javawasm.wasm;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The instructions without structure: those whose only immediates, if any, are alignment and offset of an access to memory.
 * Only the first version of Wasm and sign extension: chains refuse the rest.
 */
public enum Op {
    UNREACHABLE("unreachable", 0x00),
    RETURN("return", 0x0F),
    DROP("drop", 0x1A),
    SELECT("select", 0x1B),
    I32_LOAD("i32.load", 0x28, 2),
    I64_LOAD("i64.load", 0x29, 3),
    I32_LOAD8_S("i32.load8_s", 0x2C, 0),
    I32_LOAD8_U("i32.load8_u", 0x2D, 0),
    I32_LOAD16_S("i32.load16_s", 0x2E, 1),
    I32_LOAD16_U("i32.load16_u", 0x2F, 1),
    I32_STORE("i32.store", 0x36, 2),
    I64_STORE("i64.store", 0x37, 3),
    I32_STORE8("i32.store8", 0x3A, 0),
    I32_STORE16("i32.store16", 0x3B, 1),
    MEMORY_SIZE("memory.size", 0x3F),
    MEMORY_GROW("memory.grow", 0x40),
    I32_EQZ("i32.eqz", 0x45),
    I32_EQ("i32.eq", 0x46),
    I32_NE("i32.ne", 0x47),
    I32_LT_S("i32.lt_s", 0x48),
    I32_LT_U("i32.lt_u", 0x49),
    I32_GT_S("i32.gt_s", 0x4A),
    I32_GT_U("i32.gt_u", 0x4B),
    I32_LE_S("i32.le_s", 0x4C),
    I32_LE_U("i32.le_u", 0x4D),
    I32_GE_S("i32.ge_s", 0x4E),
    I32_GE_U("i32.ge_u", 0x4F),
    I64_EQZ("i64.eqz", 0x50),
    I64_EQ("i64.eq", 0x51),
    I64_NE("i64.ne", 0x52),
    I64_LT_S("i64.lt_s", 0x53),
    I64_LT_U("i64.lt_u", 0x54),
    I64_GT_S("i64.gt_s", 0x55),
    I64_GT_U("i64.gt_u", 0x56),
    I64_LE_S("i64.le_s", 0x57),
    I64_LE_U("i64.le_u", 0x58),
    I64_GE_S("i64.ge_s", 0x59),
    I64_GE_U("i64.ge_u", 0x5A),
    I32_CLZ("i32.clz", 0x67),
    I32_CTZ("i32.ctz", 0x68),
    I32_POPCNT("i32.popcnt", 0x69),
    I32_ADD("i32.add", 0x6A),
    I32_SUB("i32.sub", 0x6B),
    I32_MUL("i32.mul", 0x6C),
    I32_DIV_S("i32.div_s", 0x6D),
    I32_DIV_U("i32.div_u", 0x6E),
    I32_REM_S("i32.rem_s", 0x6F),
    I32_REM_U("i32.rem_u", 0x70),
    I32_AND("i32.and", 0x71),
    I32_OR("i32.or", 0x72),
    I32_XOR("i32.xor", 0x73),
    I32_SHL("i32.shl", 0x74),
    I32_SHR_S("i32.shr_s", 0x75),
    I32_SHR_U("i32.shr_u", 0x76),
    I64_CLZ("i64.clz", 0x79),
    I64_CTZ("i64.ctz", 0x7A),
    I64_POPCNT("i64.popcnt", 0x7B),
    I64_ADD("i64.add", 0x7C),
    I64_SUB("i64.sub", 0x7D),
    I64_MUL("i64.mul", 0x7E),
    I64_DIV_S("i64.div_s", 0x7F),
    I64_DIV_U("i64.div_u", 0x80),
    I64_REM_S("i64.rem_s", 0x81),
    I64_REM_U("i64.rem_u", 0x82),
    I64_AND("i64.and", 0x83),
    I64_OR("i64.or", 0x84),
    I64_XOR("i64.xor", 0x85),
    I64_SHL("i64.shl", 0x86),
    I64_SHR_S("i64.shr_s", 0x87),
    I64_SHR_U("i64.shr_u", 0x88),
    I32_WRAP_I64("i32.wrap_i64", 0xA7),
    I64_EXTEND_I32_S("i64.extend_i32_s", 0xAC),
    I64_EXTEND_I32_U("i64.extend_i32_u", 0xAD),
    I32_EXTEND8_S("i32.extend8_s", 0xC0),
    I32_EXTEND16_S("i32.extend16_s", 0xC1);

    private static final int NO_MEMORY_ACCESS = -1;
    private static final Map<String, Op> BY_TEXT =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Op::text, Function.identity()));

    private final String text;
    private final int code;
    private final int alignment;

    Op(String text, int code) {
        this(text, code, NO_MEMORY_ACCESS);
    }

    Op(String text, int code, int alignment) {
        this.text = text;
        this.code = code;
        this.alignment = alignment;
    }

    /** The instruction with that name in the text format. */
    public static Optional<Op> named(String text) {
        return Optional.ofNullable(BY_TEXT.get(text));
    }

    public String text() {
        return text;
    }

    /** Whether it reads or writes memory at an address; growing it is something else. */
    public boolean accessesMemory() {
        return alignment != NO_MEMORY_ACCESS;
    }

    public boolean isStore() {
        return this == I32_STORE || this == I64_STORE || this == I32_STORE8 || this == I32_STORE16;
    }

    /** Whether some operands make it end the call, or it has an effect beyond its result. */
    public boolean mayTrap() {
        return accessesMemory()
                || this == UNREACHABLE
                || this == MEMORY_GROW
                || (code >= I32_DIV_S.code && code <= I32_REM_U.code)
                || (code >= I64_DIV_S.code && code <= I64_REM_U.code);
    }

    /** Type of what it leaves on the stack, for those that leave something. */
    public Kind result() {
        boolean comparison = code >= I32_EQZ.code && code <= I64_GE_U.code;
        boolean wide = text.startsWith("i64.") && !comparison;
        return wide ? Kind.I64 : Kind.I32;
    }

    int code() {
        return code;
    }

    /** Binary logarithm of the natural alignment in bytes. */
    int alignment() {
        return alignment;
    }
}
