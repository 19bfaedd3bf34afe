package dev.skep.testkit.container;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** An image of one layer, as an archive of the OCI image layout. */
final class OciImage {
    private static final String ARCHITECTURE = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";

    private OciImage() {}

    static Path make(Path folder, Path rootfs, String name) throws IOException, InterruptedException {
        Path tar = Tool.require("tar");
        Path blobs = Files.createDirectories(folder.resolve("blobs/sha256"));
        Path layer = folder.resolve("layer.tar");
        Tool.run(List.of(tar.toString(), "-C", rootfs.toString(), "-cf", layer.toString(), "."));
        String layerDigest = blob(blobs, Files.readAllBytes(layer));
        long layerBytes = Files.size(layer);
        Files.delete(layer);
        String config = """
                {"architecture": "%s", "os": "linux",
                 "config": {"Cmd": ["sleep", "60"], "Env": ["PATH=/bin"]},
                 "rootfs": {"type": "layers", "diff_ids": ["sha256:%s"]}}
                """.formatted(ARCHITECTURE, layerDigest);
        String manifest = """
                {"schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json",
                 "config": {"mediaType": "application/vnd.oci.image.config.v1+json", "digest": "sha256:%s", "size": %d},
                 "layers": [{"mediaType": "application/vnd.oci.image.layer.v1.tar", "digest": "sha256:%s", "size": %d}]}
                """.formatted(blob(blobs, bytes(config)), bytes(config).length, layerDigest, layerBytes);
        Files.writeString(folder.resolve("index.json"), """
                {"schemaVersion": 2,
                 "manifests": [{"mediaType": "application/vnd.oci.image.manifest.v1+json", "digest": "sha256:%s",
                   "size": %d, "annotations": {"io.containerd.image.name": "%s"}}]}
                """.formatted(
                        blob(blobs, bytes(manifest)), bytes(manifest).length, name));
        Files.writeString(folder.resolve("oci-layout"), "{\"imageLayoutVersion\": \"1.0.0\"}");
        Path archive = folder.resolve("image.tar");
        Tool.run(List.of(
                tar.toString(),
                "-C",
                folder.toString(),
                "-cf",
                archive.toString(),
                "oci-layout",
                "index.json",
                "blobs"));
        return archive;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String blob(Path blobs, byte[] content) throws IOException {
        try {
            String digest = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(content));
            Files.write(blobs.resolve(digest), content);
            return digest;
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
