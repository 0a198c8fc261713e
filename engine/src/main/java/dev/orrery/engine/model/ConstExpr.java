package dev.orrery.engine.model;

/** A constant expression: global initialiser, segment offset or element. */
public sealed interface ConstExpr {
    /** A number by its raw bits; i32 and f32 use the low half. */
    record Const(ValType type, long bits) implements ConstExpr {}

    record GlobalGet(int index) implements ConstExpr {}

    record RefNull(ValType type) implements ConstExpr {}

    record RefFunc(int index) implements ConstExpr {}
}
