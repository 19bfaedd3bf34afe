package dev.skep.bpf.memory;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a {@link Struct}: the fields are members of the kernel's struct of this name, found by name in the BTF of the running
 * kernel when the program is loaded. Pointers are followed, embedded structs and arrays are reached in place.
 *
 * <p>Such a struct is read in the kernel only; it has no {@link StructLayout} and no {@link Flyweight}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface KernelStruct {
    /**
     * Name of the struct or union, without the keyword: {@code "task_struct"}; or of the typedef of one that has no other name: {@code
     * "kuid_t"}.
     */
    String value();
}
