package dev.orrery.server.cli.trace;

import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A profile for a terminal: the functions that took most themselves. */
record ProfileTable(PrintWriter out) {
    private static final int MOST = 30;

    private static final double PERCENT = 100.0;

    void print(JsonObject answer) {
        JsonObject profile = answer.getAsJsonObject("profile");
        long total = profile.get("total").getAsLong();
        Map<String, Long> self = new HashMap<>();
        add(profile, self);
        List<Map.Entry<String, Long>> largest = self.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .toList();
        out.println(String.format(Locale.ROOT, "%,d CosmWasm gas in contracts", total));
        for (Map.Entry<String, Long> entry : largest.subList(0, Math.min(MOST, largest.size()))) {
            out.println(String.format(
                    Locale.ROOT,
                    "%5.1f %%  %,15d  %s",
                    PERCENT * entry.getValue() / Math.max(1, total),
                    entry.getValue(),
                    Terminal.printable(entry.getKey())));
        }
        if (largest.size() > MOST) {
            out.println("  … and " + (largest.size() - MOST) + " more; --svg or --speedscope show all");
        }
    }

    private static void add(JsonObject node, Map<String, Long> self) {
        self.merge(node.get("name").getAsString(), node.get("self").getAsLong(), Long::sum);
        node.getAsJsonArray("inside").forEach(each -> add(each.getAsJsonObject(), self));
    }
}
