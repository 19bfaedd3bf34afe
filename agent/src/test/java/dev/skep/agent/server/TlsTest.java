package dev.skep.agent.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.skep.agent.Agent;
import dev.skep.agent.MadeHost;
import dev.skep.agent.client.AgentAddress;
import dev.skep.agent.client.AgentClient;
import dev.skep.agent.client.AgentFailure;
import dev.skep.agent.config.AgentConfig;
import dev.skep.agent.config.ConfigKey;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TlsTest {
    private static final char[] WORD = "password".toCharArray();

    @TempDir
    private Path folder;

    private record Identity(Path certificate, Path key) {}

    /** A key with a certificate that it signed itself. */
    private Identity identity(String name) throws Exception {
        Path store = folder.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "it",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(WORD))
                .redirectErrorStream(true)
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, WORD);
        }
        return new Identity(
                pem(name + ".crt", "CERTIFICATE", keys.getCertificate("it").getEncoded()),
                pem(name + ".key", "PRIVATE KEY", keys.getKey("it", WORD).getEncoded()));
    }

    private Path pem(String name, String kind, byte[] bytes) throws Exception {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return Files.writeString(
                folder.resolve(name), "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
    }

    @Test
    void onlyAClientWhoseCertificateIsSignedGetsIn() throws Exception {
        Identity server = identity("server");
        Identity client = identity("client");
        Identity stranger = identity("stranger");
        AgentConfig config = AgentConfig.of(Map.of(
                ConfigKey.SERVER_SOCKET, folder.resolve("agent.sock").toString(),
                ConfigKey.SERVER_ADDRESS, "0.0.0.0:0",
                ConfigKey.SERVER_TLS_CERT_FILE, server.certificate.toString(),
                ConfigKey.SERVER_TLS_KEY_FILE, server.key.toString(),
                ConfigKey.SERVER_TLS_CLIENT_CA_FILES, client.certificate.toString(),
                ConfigKey.METRICS_SERVER, ""));
        try (Agent agent = Agent.start(config, new MadeHost())) {
            int port = agent.port().orElseThrow();
            assertThat(ask(port, server.certificate, client)).isEqualTo("node1");
            assertThatExceptionOfType(AgentFailure.class).isThrownBy(() -> ask(port, server.certificate, stranger));
            assertThatExceptionOfType(AgentFailure.class).isThrownBy(() -> ask(port, stranger.certificate, client));
        }
    }

    private static String ask(int port, Path authorities, Identity shown) throws Exception {
        try (AgentClient client = AgentClient.of(new AgentAddress.Tcp(
                "localhost", port, Optional.of(authorities), Optional.of(shown.certificate), Optional.of(shown.key)))) {
            return client.status().getNodeName();
        }
    }
}
