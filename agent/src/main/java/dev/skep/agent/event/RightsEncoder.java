package dev.skep.agent.event;

import dev.skep.api.message.SecureBitsType;
import dev.skep.security.process.Credentials;
import dev.skep.security.process.Namespaces;

/** Writes credentials and namespaces. Not safe for several threads. */
final class RightsEncoder {
    private final HostNamespaces host;
    private final JsonObject object;

    RightsEncoder(HostNamespaces host, JsonObject object) {
        this.host = host;
        this.object = object;
    }

    void capabilities(Field field, Credentials credentials) {
        object.object(field);
        set(Field.PERMITTED, credentials.permitted());
        set(Field.EFFECTIVE, credentials.effective());
        set(Field.INHERITABLE, credentials.inheritable());
        object.close();
    }

    private void set(Field field, long bits) {
        if (!CapabilityNames.of(bits).types().isEmpty()) {
            object.name(field);
            object.bytes().add(CapabilityNames.of(bits).json());
        }
    }

    void credentials(Field field, Credentials credentials) {
        object.object(field);
        object.wrapped(Field.UID, credentials.uid());
        object.wrapped(Field.GID, credentials.gid());
        object.wrapped(Field.EUID, credentials.euid());
        object.wrapped(Field.EGID, credentials.egid());
        object.wrapped(Field.SUID, credentials.suid());
        object.wrapped(Field.SGID, credentials.sgid());
        object.wrapped(Field.FSUID, credentials.fsuid());
        object.wrapped(Field.FSGID, credentials.fsgid());
        secureBits(credentials.securebits());
        capabilities(Field.CAPS, credentials);
        userNamespace(Field.USER_NS, credentials.userNamespace());
        object.close();
    }

    void userNamespace(Field field, Credentials.UserNamespace namespace) {
        object.object(field);
        object.wrapped(Field.LEVEL, namespace.level());
        object.wrapped(Field.UID, namespace.uid());
        object.wrapped(Field.GID, namespace.gid());
        object.object(Field.NS);
        inside(namespace.inum());
        object.close();
    }

    private void secureBits(int bits) {
        char separator = '[';
        for (SecureBitsType type : SecureBits.of(bits)) {
            if (separator == '[') {
                object.name(Field.SECUREBITS);
            }
            object.bytes().add(separator);
            separator = ',';
            object.bytes().string(type.name());
        }
        if (separator == ',') {
            object.bytes().add(']');
        }
    }

    void namespaces(Namespaces namespaces) {
        object.object(Field.NS);
        namespace(Field.UTS, namespaces.uts());
        namespace(Field.IPC, namespaces.ipc());
        namespace(Field.MNT, namespaces.mnt());
        namespace(Field.PID, namespaces.pid());
        namespace(Field.PID_FOR_CHILDREN, namespaces.pidForChildren());
        namespace(Field.NET, namespaces.net());
        namespace(Field.TIME, namespaces.time());
        namespace(Field.TIME_FOR_CHILDREN, namespaces.timeForChildren());
        namespace(Field.CGROUP, namespaces.cgroup());
        namespace(Field.USER, namespaces.user());
        object.close();
    }

    private void namespace(Field field, int number) {
        if (number != 0) {
            object.object(field);
            inside(number);
        }
    }

    private void inside(int number) {
        object.number(Field.INUM, number);
        object.flag(Field.IS_HOST, host.contains(number));
        object.close();
    }
}
