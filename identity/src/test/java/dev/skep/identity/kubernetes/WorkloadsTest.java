package dev.skep.identity.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.identity.Workload;
import dev.skep.identity.json.JsonTree;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkloadsTest {
    private static Workload of(String generateName, String labels, String kind, String name, boolean controller)
            throws Exception {
        String pod = """
                {"metadata": {"name": "pod", "generateName": "%s", "labels": {%s},
                 "ownerReferences": [{"kind": "Node", "name": "n"},
                   {"kind": "%s", "name": "%s", "controller": %s}]}}
                """.formatted(generateName, labels, kind, name, controller);
        return Workloads.of(JsonTree.read(pod.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "'\"pod-template-hash\":\"77b\"', ReplicaSet, web-77b, web, Deployment",
                "'', ReplicaSet, web-77b, web-77b, ReplicaSet",
                "'\"pod-template-hash\":\"77c\"', ReplicaSet, web-77b, web-77b, ReplicaSet",
                "'\"deploymentconfig\":\"shop\"', ReplicationController, shop-1, shop, DeploymentConfig",
                "'', Job, backup-28012345, backup, CronJob",
                "'', Job, backup-1, backup-1, Job",
                "'', DaemonSet, logs, logs, DaemonSet",
                "'', StatefulSet, db, db, StatefulSet",
            })
    void isNamedByItsController(String labels, String kind, String owner, String name, String workload)
            throws Exception {
        assertThat(of("x-", labels, kind, owner, true)).isEqualTo(new Workload(name, workload));
    }

    @Test
    void aPodThatNothingMadeIsItsOwn() throws Exception {
        assertThat(of("", "", "DaemonSet", "logs", true)).isEqualTo(new Workload("pod", "Pod"));
        assertThat(of("x-", "", "DaemonSet", "logs", false)).isEqualTo(new Workload("pod", "Pod"));
    }
}
