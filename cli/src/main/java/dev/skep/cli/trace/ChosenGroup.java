package dev.skep.cli.trace;

import dev.skep.identity.cgroup.CurrentCgroup;
import dev.skep.identity.filter.GroupVerdicts;
import dev.skep.trace.filter.GroupFilter;

/**
 * Lets programs ask for the identity of the current thread's control group.
 *
 * @param group how they get the group
 * @param verdicts what is decided of it
 */
record ChosenGroup(CurrentCgroup group, GroupVerdicts verdicts) implements GroupFilter {
    @Override
    public long current() {
        return group.id();
    }

    @Override
    public boolean accepts(long id) {
        return verdicts.passes(id);
    }
}
