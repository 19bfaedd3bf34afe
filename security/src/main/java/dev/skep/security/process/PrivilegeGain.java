package dev.skep.security.process;

/** Why an exec gave a process more rights than it had. */
public enum PrivilegeGain {
    /** The file has capabilities. */
    FILE_CAPABILITIES,
    /** The file has the set-user-id bit, and is root's. */
    SET_USER_ID,
    /** The file has the set-group-id bit, and root's group. */
    SET_GROUP_ID
}
