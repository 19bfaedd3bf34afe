package dev.skep.agent.event;

import com.google.protobuf.Int32Value;
import com.google.protobuf.UInt32Value;
import dev.skep.api.message.Capabilities;
import dev.skep.api.message.Namespace;
import dev.skep.api.message.Namespaces;
import dev.skep.api.message.ProcessCredentials;
import dev.skep.api.message.UserNamespace;
import dev.skep.security.process.Credentials;
import java.util.function.Consumer;

/** Makes the messages of credentials and namespaces. Immutable. */
final class RightsMessages {
    private final HostNamespaces host;

    RightsMessages(HostNamespaces host) {
        this.host = host;
    }

    static Capabilities capabilities(Credentials credentials) {
        return Capabilities.newBuilder()
                .addAllPermitted(CapabilityNames.of(credentials.permitted()).types())
                .addAllEffective(CapabilityNames.of(credentials.effective()).types())
                .addAllInheritable(CapabilityNames.of(credentials.inheritable()).types())
                .build();
    }

    ProcessCredentials credentials(Credentials credentials, Capabilities capabilities) {
        return ProcessCredentials.newBuilder()
                .setUid(UInt32Value.of(credentials.uid()))
                .setGid(UInt32Value.of(credentials.gid()))
                .setEuid(UInt32Value.of(credentials.euid()))
                .setEgid(UInt32Value.of(credentials.egid()))
                .setSuid(UInt32Value.of(credentials.suid()))
                .setSgid(UInt32Value.of(credentials.sgid()))
                .setFsuid(UInt32Value.of(credentials.fsuid()))
                .setFsgid(UInt32Value.of(credentials.fsgid()))
                .addAllSecurebits(SecureBits.of(credentials.securebits()))
                .setCaps(capabilities)
                .setUserNs(userNamespace(credentials.userNamespace()))
                .build();
    }

    UserNamespace userNamespace(Credentials.UserNamespace namespace) {
        return UserNamespace.newBuilder()
                .setLevel(Int32Value.of(namespace.level()))
                .setUid(UInt32Value.of(namespace.uid()))
                .setGid(UInt32Value.of(namespace.gid()))
                .setNs(namespace(namespace.inum()))
                .build();
    }

    private Namespace namespace(int number) {
        return Namespace.newBuilder()
                .setInum(number)
                .setIsHost(host.contains(number))
                .build();
    }

    Namespaces namespaces(dev.skep.security.process.Namespaces namespaces) {
        Namespaces.Builder message = Namespaces.newBuilder();
        set(namespaces.uts(), message::setUts);
        set(namespaces.ipc(), message::setIpc);
        set(namespaces.mnt(), message::setMnt);
        set(namespaces.pid(), message::setPid);
        set(namespaces.pidForChildren(), message::setPidForChildren);
        set(namespaces.net(), message::setNet);
        set(namespaces.time(), message::setTime);
        set(namespaces.timeForChildren(), message::setTimeForChildren);
        set(namespaces.cgroup(), message::setCgroup);
        set(namespaces.user(), message::setUser);
        return message.build();
    }

    private void set(int number, Consumer<Namespace> setter) {
        if (number != 0) {
            setter.accept(namespace(number));
        }
    }
}
