package dev.skep.compiler.hook;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The method chooses which of the sockets that share one port by SO_REUSEPORT gets a connection or datagram, by
 * {@link dev.skep.compiler.helper.SocketHelpers#skSelectReuseport}, and returns one of {@link SkReuseportContext}'s verdicts.
 *
 * <p>BPF_PROG_TYPE_SK_REUSEPORT with BPF_SK_REUSEPORT_SELECT, since Linux 4.19. It is loaded and not attached: attach it to the sockets
 * by {@link dev.skep.bpf.link.ReuseportLink#attach}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface SkReuseport {}
