package dev.skep.identity.filter;

import dev.skep.identity.Identities;
import dev.skep.identity.Identity;
import dev.skep.identity.IdentityListener;
import dev.skep.identity.Subscription;

/** Decides of every control group by a selection, as groups come, become better known, and go. */
public final class SelectedGroups implements AutoCloseable {
    private final GroupVerdicts verdicts = GroupVerdicts.create();
    private final Selection selection;
    private final Identities identities;
    private final Subscription subscription;

    /** Decides of all groups that exist before it returns. */
    public SelectedGroups(Identities identities, Selection selection) {
        this.identities = identities;
        this.selection = selection;
        subscription = identities.listen(new IdentityListener() {
            @Override
            public void known(Identity identity) {
                verdicts.decide(identity.cgroup().id(), selection.accepts(identity));
            }

            @Override
            public void ended(Identity identity) {
                verdicts.forget(identity.cgroup().id());
            }
        });
    }

    /** For programs. */
    public GroupVerdicts verdicts() {
        return verdicts;
    }

    /** Whether an event that came out of the kernel is chosen; waits where its group is new. */
    public boolean accepts(long group) {
        return selection.accepts(identities.await(group, Identities.PATIENCE));
    }

    @Override
    public void close() {
        subscription.close();
        verdicts.close();
    }
}
