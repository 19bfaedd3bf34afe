package dev.skep.identity.kubernetes;

import dev.skep.identity.Workload;
import dev.skep.identity.json.JsonTree;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What made a pod, by its owner and the habits of the controllers, without asking for the owner's owner: a ReplicaSet of a Deployment is
 * called after it with the hash of the template, a Job of a CronJob after it with its time. Tetragon names them the same way
 * (pkg/podhelpers/workload.go).
 */
final class Workloads {
    private static final Pattern TIMED = Pattern.compile("(.+)-\\d{8,10}");

    private Workloads() {}

    static Workload of(JsonTree pod) {
        Workload itself = new Workload(pod.text("metadata", "name"), "Pod");
        if (pod.text("metadata", "generateName").isEmpty()) {
            return itself;
        }
        for (JsonTree owner : pod.items("metadata", "ownerReferences")) {
            if (owner.truth("controller")) {
                return of(pod, owner.text("kind"), owner.text("name"));
            }
        }
        return itself;
    }

    private static Workload of(JsonTree pod, String kind, String name) {
        String hash = pod.text("metadata", "labels", "pod-template-hash");
        String configuration = pod.text("metadata", "labels", "deploymentconfig");
        if (kind.equals("ReplicaSet") && !hash.isEmpty() && name.endsWith(hash)) {
            String suffix = "-" + hash;
            return new Workload(
                    name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : name, "Deployment");
        }
        if (kind.equals("ReplicationController") && !configuration.isEmpty()) {
            return new Workload(configuration, "DeploymentConfig");
        }
        Matcher timed = TIMED.matcher(name);
        return kind.equals("Job") && timed.matches()
                ? new Workload(timed.group(1), "CronJob")
                : new Workload(name, kind);
    }
}
