package dev.orrery.javawasm.library;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The native method is this function of the host. */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
@interface Import {
    String value();
}
