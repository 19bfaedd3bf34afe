/**
 * The tree of control groups: those that exist, and those that come and go.
 *
 * <p>{@link dev.skep.identity.cgroup.Hierarchy} says which tree this host's containers live in and how a program in the kernel gets
 * the id of its group there. {@link dev.skep.identity.cgroup.CgroupChanges} tells of each group that is made or removed; because it is
 * started before {@link dev.skep.identity.cgroup.CgroupScan} looks at those that exist, none is missed in between.
 */
@NullMarked
package dev.skep.identity.cgroup;

import org.jspecify.annotations.NullMarked;
