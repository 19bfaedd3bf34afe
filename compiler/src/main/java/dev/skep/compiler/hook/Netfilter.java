package dev.skep.compiler.hook;

import dev.skep.bpf.link.NetfilterLink;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The method decides on packets beside iptables and nftables in this process's network namespace: 0 (NF_DROP) drops the packet, 1
 * (NF_ACCEPT) lets it go on. Its parameters are the kernel's {@code struct nf_hook_state} and {@code struct sk_buff}, as interfaces with
 * {@code @KernelStruct}.
 *
 * <p>BPF_PROG_TYPE_NETFILTER with BPF_NETFILTER, since Linux 6.4. EBUSY says that the priority is taken; so
 * {@link dev.skep.compiler.Loaded#replace} cannot replace such a program: load the next with another priority, and close this one.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Netfilter {
    /** Whose packets. */
    NetfilterLink.Family family() default NetfilterLink.Family.IPV4;

    /** Where. */
    NetfilterLink.Place at();

    /** Among the others of the hook, lower ones first; not the extremes of int, and no two of one number. */
    int priority();

    /** Whether the method sees whole packets only; needs a priority above -400. Since Linux 6.6. */
    boolean defragment() default false;
}
