package dev.orrery.server.metrics;

import dev.orrery.proto.vm.v1.HostRequest;
import dev.orrery.vm.CallOutcome;
import dev.orrery.vm.EntryPoint;
import dev.orrery.vm.VmError;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;

/** What the external VM counts. Any thread; hot path: each series is looked up once, here. */
public final class CallMetrics {
    private static final double NANOS_PER_SECOND = 1e9;

    /** From calls that do nothing to those that fill a block. */
    private static final double[] BUCKET_SECONDS = {
        0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10
    };

    private final Map<Outcome, Map<EntryPoint, CounterDataPoint>> calls = new EnumMap<>(Outcome.class);
    private final Map<EntryPoint, DistributionDataPoint> seconds;
    private final Map<HostRequest.RequestCase, CounterDataPoint> callbacks;
    private final CounterDataPoint waitedSeconds;

    /** How a call ended, as a label. */
    private enum Outcome {
        /** With what the contract returned, its own error included. */
        RETURNED,
        FAILED,
        OUT_OF_GAS,
        /** The chain took it back or was lost. */
        CANCELLED,
        /** The VM has a defect: the chain got no outcome. */
        DEFECT;

        static Outcome of(CallOutcome outcome) {
            return switch (outcome) {
                case CallOutcome.Returned returned -> RETURNED;
                case CallOutcome.Failed failed ->
                    switch (failed.error()) {
                        case VmError.OutOfGas e -> OUT_OF_GAS;
                        case VmError.Message e -> FAILED;
                        case VmError.Cancelled e -> CANCELLED;
                        case VmError.Defect e -> DEFECT;
                    };
            };
        }
    }

    public CallMetrics(
            PrometheusRegistry registry, IntSupplier runningCalls, IntSupplier openHandles, IntSupplier lanesInUse) {
        Counter total = Counter.builder()
                .name("orrery_vm_calls")
                .help("Contract calls that ended.")
                .labelNames("entry_point", "outcome")
                .register(registry);
        for (Outcome outcome : Outcome.values()) {
            calls.put(outcome, byEntryPoint(entry -> total.labelValues(entry.export(), lower(outcome.name()))));
        }
        Histogram durations = Histogram.builder()
                .name("orrery_vm_call_duration")
                .unit(Unit.SECONDS)
                .help("From the frame of a call to the frame of its end, the chain's callbacks included.")
                .labelNames("entry_point")
                .classicOnly()
                .classicUpperBounds(BUCKET_SECONDS)
                .register(registry);
        seconds = byEntryPoint(entry -> durations.labelValues(entry.export()));
        Counter asked = Counter.builder()
                .name("orrery_vm_callbacks")
                .help("What running contracts asked of their chains.")
                .labelNames("kind")
                .register(registry);
        callbacks = Arrays.stream(HostRequest.RequestCase.values())
                .filter(kind -> kind != HostRequest.RequestCase.REQUEST_NOT_SET)
                .collect(Collectors.toMap(
                        Function.identity(),
                        kind -> asked.labelValues(lower(kind.name())),
                        (a, b) -> a,
                        () -> new EnumMap<>(HostRequest.RequestCase.class)));
        waitedSeconds = Counter.builder()
                .name("orrery_vm_callback_wait")
                .unit(Unit.SECONDS)
                .help("Time that calls spent waiting for answers of their chains.")
                .register(registry);
        gauge(registry, "orrery_vm_calls_running", "Contract calls that have begun and not ended.", runningCalls);
        gauge(registry, "orrery_vm_handles_open", "Handles that chains have opened.", openHandles);
        gauge(registry, "orrery_vm_lanes", "Lanes that chains on this machine have.", lanesInUse);
    }

    private static <T> Map<EntryPoint, T> byEntryPoint(Function<EntryPoint, T> series) {
        Map<EntryPoint, T> map = new EnumMap<>(EntryPoint.class);
        for (EntryPoint entry : EntryPoint.values()) {
            map.put(entry, series.apply(entry));
        }
        return map;
    }

    private static void gauge(PrometheusRegistry registry, String name, String help, IntSupplier value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(point -> point.call(value.getAsInt()))
                .register(registry);
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    public void called(EntryPoint entry, CallOutcome outcome, long nanos) {
        calls.get(Outcome.of(outcome)).get(entry).inc();
        seconds.get(entry).observe(nanos / NANOS_PER_SECOND);
    }

    public void asked(HostRequest.RequestCase kind, long waitedNanos) {
        callbacks.get(kind).inc();
        waitedSeconds.inc(waitedNanos / NANOS_PER_SECOND);
    }
}
