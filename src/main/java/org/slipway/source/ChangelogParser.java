package org.slipway.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParser;
import javax.xml.parsers.SAXParserFactory;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.Locator;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Reads changelogs in XML, YAML and JSON, which is YAML too, into the same elements.
 *
 * <p>A changelog is a stranger's file: XML may have no document type, so neither entities nor outside files, and YAML makes
 * nothing but texts, lists and maps, with few aliases.
 */
final class ChangelogParser {
    private static final int LARGEST = 4 * 1024 * 1024;

    private ChangelogParser() {}

    /** @throws ScriptException when it can't be understood, with its line */
    static ChangelogNode parse(SourceFile file) throws IOException {
        byte[] bytes;
        try (InputStream in = file.opener().open()) {
            bytes = in.readNBytes(LARGEST + 1);
        }
        if (bytes.length > LARGEST) {
            throw new ScriptException(0, "The changelog is larger than 4 MiB. Divide it by include.");
        }
        return isXml(file) ? xml(bytes) : yaml(file, bytes);
    }

    private static boolean isXml(SourceFile file) {
        return file.name().toLowerCase(Locale.ROOT).endsWith(".xml");
    }

    private static ChangelogNode xml(byte[] bytes) throws IOException {
        Elements elements = new Elements();
        try {
            SAXParserFactory factory = SAXParserFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
            factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
            factory.setNamespaceAware(true);
            SAXParser parser = factory.newSAXParser();
            parser.parse(new InputSource(new java.io.ByteArrayInputStream(bytes)), elements);
            return elements.root;
        } catch (SAXParseException e) {
            throw new ScriptException(e.getLineNumber(), "This is not well-formed XML: " + e.getMessage());
        } catch (SAXException | ParserConfigurationException e) {
            throw new ScriptException(0, "This XML can't be read: " + e.getMessage());
        }
    }

    /** Attributes, and elements that hold nothing but text, are attributes alike. */
    private static final class Elements extends DefaultHandler {
        private final Deque<ChangelogNode> open = new ArrayDeque<>();
        private final StringBuilder text = new StringBuilder();
        private Locator locator;
        private ChangelogNode root;

        @Override
        public void setDocumentLocator(Locator given) {
            locator = given;
        }

        @Override
        public void startElement(String uri, String name, String qualifiedName, Attributes found) {
            Map<String, String> attributes = new LinkedHashMap<>();
            for (int i = 0; i < found.getLength(); i++) {
                if (found.getURI(i).isEmpty()) {
                    attributes.put(found.getLocalName(i), found.getValue(i));
                }
            }
            ChangelogNode node = new ChangelogNode(name, attributes, new ArrayList<>(), locator.getLineNumber());
            if (open.isEmpty()) {
                root = node;
            } else {
                open.peek().children().add(node);
            }
            open.push(node);
            text.setLength(0);
        }

        @Override
        public void characters(char[] characters, int start, int length) {
            text.append(characters, start, length);
        }

        @Override
        public void endElement(String uri, String name, String qualifiedName) {
            ChangelogNode node = open.pop();
            if (node.children().isEmpty() && !text.toString().isBlank()) {
                node.attributes().put("text", text.toString().strip());
            }
            text.setLength(0);
        }
    }

    private static ChangelogNode yaml(SourceFile file, byte[] bytes) throws IOException {
        String text = new String(bytes, StandardCharsets.UTF_8).replaceFirst("^\uFEFF", "");
        if (file.name().toLowerCase(Locale.ROOT).endsWith(".json")) {
            text = text.replace('\t', ' ');
        }
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file.name())
                .setAllowDuplicateKeys(false)
                .setMaxAliasesForCollections(20)
                .build();
        try {
            Node root =
                    new Compose(settings).composeReader(new StringReader(text)).orElse(null);
            if (root instanceof MappingNode map && map.getValue().size() == 1) {
                NodeTuple only = map.getValue().get(0);
                return node(scalar(only.getKeyNode()), only.getValueNode(), line(only.getKeyNode()), 0);
            }
            throw new ScriptException(1, "A changelog with databaseChangeLog and nothing beside it is expected.");
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
            throw new ScriptException(
                    line,
                    "This is not valid " + (file.name().endsWith("json") ? "JSON" : "YAML") + ": " + e.getProblem());
        } catch (YamlEngineException e) {
            throw new ScriptException(0, "This can't be read: " + e.getMessage());
        }
    }

    /** A list's entries are maps of one key, which is the element's name. */
    private static ChangelogNode node(String name, Node value, int line, int depth) throws ScriptException {
        ChangelogNode node = new ChangelogNode(name, new LinkedHashMap<>(), new ArrayList<>(), line);
        List<NodeTuple> entries = new ArrayList<>();
        if (depth > 30) {
            throw new ScriptException(line, "This is nested too deeply for a changelog.");
        }
        if (value instanceof MappingNode map) {
            entries.addAll(map.getValue());
        } else if (value instanceof SequenceNode list) {
            for (Node entry : list.getValue()) {
                if (entry instanceof MappingNode map) {
                    entries.addAll(map.getValue());
                }
            }
        } else {
            node.attributes().put("text", scalar(value));
        }
        for (NodeTuple entry : entries) {
            String key = scalar(entry.getKeyNode());
            if (entry.getValueNode() instanceof ScalarNode scalar) {
                node.attributes().put(key, scalar.getValue());
            } else {
                node.children().add(node(key, entry.getValueNode(), line(entry.getKeyNode()), depth + 1));
            }
        }
        return node;
    }

    private static String scalar(Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : "";
    }

    private static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    }
}
