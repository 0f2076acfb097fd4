package org.slipway.testing;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A form of a page as a script finds it: where it goes, and its fields as they are. */
public record HtmlForm(String action, Map<String, String> fields) {
    private static final Pattern FORM = Pattern.compile("<form\\b([^>]*)>(.*?)</form>", Pattern.DOTALL);
    private static final Pattern FIELD = Pattern.compile("<(?:input|button)\\b[^>]*>");

    public static List<HtmlForm> of(String page) {
        return FORM.matcher(page).results().map(HtmlForm::of).toList();
    }

    private static HtmlForm of(MatchResult form) {
        Map<String, String> fields = new LinkedHashMap<>();
        FIELD.matcher(form.group(2)).results().map(MatchResult::group).forEach(field -> {
            if (attribute(field, "name") != null) {
                fields.put(attribute(field, "name"), String.valueOf(attribute(field, "value")));
            }
        });
        return new HtmlForm(attribute(form.group(1), "action"), fields);
    }

    public HtmlForm with(String field, String value) {
        Map<String, String> changed = new LinkedHashMap<>(fields);
        changed.put(field, value);
        return new HtmlForm(action, changed);
    }

    public HtmlForm without(String field) {
        Map<String, String> changed = new LinkedHashMap<>(fields);
        changed.remove(field);
        return new HtmlForm(action, changed);
    }

    public HttpRequest.Builder request(ConsoleClient console) {
        return console.request(action)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(encoded()));
    }

    public String encoded() {
        return fields.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String attribute(String tag, String name) {
        Matcher attribute = Pattern.compile("\\b" + name + "=\"([^\"]*)\"").matcher(tag);
        return attribute.find() ? attribute.group(1).replace("&amp;", "&") : null;
    }
}
