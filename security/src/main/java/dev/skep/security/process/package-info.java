/**
 * The life of processes: every exec and every exit on this host, with the process, its parent and its ancestors.
 *
 * <p>{@link dev.skep.security.process.ProcessSensor} is the way in. Whose a process is says its {@link
 * dev.skep.security.process.Process#cgroupId()}: who shows events asks {@code dev.skep.identity.Identities} for it.
 */
@NullMarked
package dev.skep.security.process;

import org.jspecify.annotations.NullMarked;
