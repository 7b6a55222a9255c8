"""How does a test read a page? As a tree, the way a screen reader does."""

import cssselect2
import tinyhtml5


class Node:
    """An element; the whole page is one, too."""

    def __init__(self, wrapper):
        self._wrapper = wrapper
        self.tag = wrapper.local_name

    def get(self, attribute):
        return self._wrapper.etree_element.get(attribute)

    def find(self, css):
        return [Node(found) for found in self._wrapper.query_all(css)]

    def by_id(self, identifier):
        return self.find(f'[id="{identifier}"]')[0]

    def around(self, tag):
        return next(Node(a) for a in self._wrapper.ancestors if a.local_name == tag)

    @property
    def words(self):
        return " ".join("".join(self._wrapper.etree_element.itertext()).split())


def page(response):
    return fragment(response.content.decode())


def fragment(markup):
    tree = tinyhtml5.parse(markup, namespace_html_elements=False)
    return Node(cssselect2.ElementWrapper.from_html_root(tree))


def texts(node, css):
    return [found.words for found in node.find(css)]


def hrefs(node, css):
    return [found.get("href") for found in node.find(css)]
