package dev.skep.identity;

/**
 * What made a pod, as users know it: for a pod of a ReplicaSet of a Deployment, the Deployment.
 *
 * @param name its name
 * @param kind {@code Deployment}, {@code DaemonSet}, {@code StatefulSet}, {@code CronJob}, {@code Pod} and others
 */
public record Workload(String name, String kind) {}
