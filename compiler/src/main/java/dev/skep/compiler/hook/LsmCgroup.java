package dev.skep.compiler.hook;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The method runs at a security hook for the processes of one cgroup and those below it, gets the hook's arguments with their types, and
 * decides: 1 allows, 0 denies with EPERM. At hooks without a result it returns 1.
 *
 * <p>BPF_PROG_TYPE_LSM with BPF_LSM_CGROUP, since Linux 6.0; needs a kernel that allows BPF trampolines.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface LsmCgroup {
    /** The hook without {@code bpf_lsm_}: {@code socket_create}. */
    String value();

    /** The cgroup's folder in the unified hierarchy; {@code {field}} in it stands for a final field of the program object. */
    String cgroup();
}
