package dev.skep.identity.kubernetes;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Requests to the API server. */
final class ApiServer implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final int OK = 200;
    private static final int GONE = 410;

    private final KubernetesSettings settings;
    private final HttpClient client;

    /** The server has forgotten the version that was asked for: list again. */
    static final class GoneException extends IOException {
        private static final long serialVersionUID = 1;

        GoneException(String message) {
            super(message);
        }
    }

    ApiServer(KubernetesSettings settings) throws IOException {
        this.settings = settings;
        HttpClient.Builder builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT);
        if (settings.authority().isPresent()) {
            builder.sslContext(trusting(settings.authority().orElseThrow()));
        }
        client = builder.build();
    }

    private static SSLContext trusting(Path file) throws IOException {
        try (InputStream text = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int count = 0;
            for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(text)) {
                store.setCertificateEntry("authority-" + count++, one);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException unusable) {
            throw new IOException("certificates of " + file + ": " + unusable.getMessage(), unusable);
        }
    }

    /**
     * Asks for a path with its query.
     *
     * @return the body, to be closed
     * @throws GoneException if the answer is 410
     * @throws IOException if there is no answer, or another one than 200
     */
    InputStream get(String path) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(settings.server() + path))
                .timeout(ANSWER)
                .header("Accept", "application/json");
        if (settings.token().isPresent()) {
            String token = Files.readString(settings.token().orElseThrow()).strip();
            request.header("Authorization", "Bearer " + token);
        }
        HttpResponse<InputStream> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        if (answer.statusCode() == OK) {
            return answer.body();
        }
        answer.body().close();
        String message = "GET " + path + ": HTTP " + answer.statusCode();
        throw answer.statusCode() == GONE ? new GoneException(message) : new IOException(message);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
