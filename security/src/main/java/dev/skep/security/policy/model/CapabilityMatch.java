package dev.skep.security.policy.model;

/**
 * A condition on capabilities of the process, or on changes of them since exec.
 *
 * @param set which set
 * @param operator whether one of them has to be there, or none; of changes, whether one of them has to have changed, or others and none of
 *     them
 * @param mask the capabilities; bit n is capability n
 * @param namespaceCapability whether it only holds in a user namespace that is not the host's
 * @param place where it stands
 */
public record CapabilityMatch(
        CapabilitySet set, SetOperator operator, long mask, boolean namespaceCapability, Place place) {
    /** A set of capabilities (capabilities(7)). */
    public enum CapabilitySet {
        /** Those that count. */
        EFFECTIVE("Effective"),
        /** Those that exec may keep. */
        INHERITABLE("Inheritable"),
        /** Those that may be made effective. */
        PERMITTED("Permitted");

        private final String tetragonName;

        CapabilitySet(String tetragonName) {
            this.tetragonName = tetragonName;
        }

        /** As policies write it. */
        public String tetragonName() {
            return tetragonName;
        }
    }
}
