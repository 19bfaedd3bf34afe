package dev.skep.compiler;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a method that a program calls: it becomes a function of its own (a BPF subprogram, since Linux 4.16) instead of being copied to each
 * call. Numbers and structs are passed in registers, five at most, the program's context being one of them where the method uses it;
 * objects known at load time, lambdas and records fold as ever, and a method called with other such objects becomes another function.
 *
 * <p>Without it the compiler decides: what is large and called with the same known values a second time becomes a function.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface NoInline {}
