package dev.orrery.javawasm.library;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The native method is this instruction of Wasm. */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
@interface Instruction {
    String value();
}
