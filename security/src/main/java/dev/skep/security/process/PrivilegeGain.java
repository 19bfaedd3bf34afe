package dev.skep.security.process;

/** Why an exec gave a process more rights than it had. */
public enum PrivilegeGain {
    /** The file has capabilities. */
    FILE_CAPABILITIES,
    /** The file has the set-user-id bit. */
    SET_USER_ID,
    /** The file has the set-group-id bit. */
    SET_GROUP_ID
}
