/* Links to articles and subjects in the text editor: the choosers of the desk, the editor's own tooltip. */
(() => {
  const { React, draftail } = window;
  const { EditorState, Modifier, RichUtils } = window.DraftJS;
  const handlers = () => new window.ChooserModalOnloadHandlerFactory({ searchInputDelay: 150 }).getOnLoadHandlers();

  class ChooserSource extends draftail.ModalWorkflowSource {
    getChooserConfig() {
      const { chooser } = { ...this.props.entityType.chooserUrls };
      return { url: chooser, urlParams: {}, onload: handlers(), responses: { chosen: this.onChosen } };
    }

    onChosen(chosen) {
      const { editorState, entityType, onComplete } = this.props;
      const data = this.filterEntityData(chosen);
      const content = editorState.getCurrentContent().createEntity(entityType.type, "MUTABLE", data);
      const key = content.getLastCreatedEntityKey();
      const selection = editorState.getSelection();
      const linked = selection.isCollapsed()
        ? EditorState.push(editorState, Modifier.replaceText(content, selection, data.title, null, key), "insert-characters")
        : RichUtils.toggleLink(editorState, selection, key);
      this.workflow.close();
      onComplete(linked);
    }

    filterEntityData(chosen) {
      return { id: chosen.id, url: chosen.url || "#", title: chosen.title || chosen.string };
    }
  }

  const decorator = (icon) => (props) => {
    const { url, title } = props.contentState.getEntity(props.entityKey).getData();
    const known = Boolean(url);
    return React.createElement(draftail.TooltipEntity, {
      ...props,
      icon: React.createElement(window.wagtail.components.Icon, { name: known ? icon : "warning" }),
      label: title || "?",
      url: url || null,
    });
  };

  draftail.registerPlugin({ type: "ARTICLE", source: ChooserSource, decorator: decorator("doc-full") }, "entityTypes");
  draftail.registerPlugin({ type: "SUBJECT", source: ChooserSource, decorator: decorator("tag") }, "entityTypes");
})();
