import { escaped } from '../annotated/legible.ts';

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const MAIN = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml';

export const CONTENT_TYPES =
  `${DECLARATION}<Types xmlns="${PACKAGE}/content-types">` +
  '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
  '<Default Extension="xml" ContentType="application/xml"/>' +
  `<Override PartName="/word/document.xml" ContentType="${TYPE}.document.main+xml"/>` +
  `<Override PartName="/word/styles.xml" ContentType="${TYPE}.styles+xml"/>` +
  `<Override PartName="/word/footer1.xml" ContentType="${TYPE}.footer+xml"/>` +
  '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>';

export const PACKAGE_RELATIONS =
  `${DECLARATION}<Relationships xmlns="${PACKAGE}/relationships">` +
  `<Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="word/document.xml"/>` +
  `<Relationship Id="rId2" Type="${PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`;

export const DOCUMENT_RELATIONS =
  `${DECLARATION}<Relationships xmlns="${PACKAGE}/relationships">` +
  `<Relationship Id="rId1" Type="${OFFICE}/styles" Target="styles.xml"/>` +
  `<Relationship Id="rId2" Type="${OFFICE}/footer" Target="footer1.xml"/></Relationships>`;

/** The title alone: without times, so that the same articles give the same bytes. */
export function coreProperties(title: string): string {
  return (
    `${DECLARATION}<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">` +
    `<dc:title>${escaped(title)}</dc:title><dc:creator>Postil</dc:creator></cp:coreProperties>`
  );
}

export const DOCUMENT_BEGIN = `${DECLARATION}<w:document xmlns:w="${MAIN}" xmlns:r="${OFFICE}"><w:body>`;
/** A4 with margins of 20 mm, in twentieths of a point; pages are numbered. */
export const DOCUMENT_END =
  '<w:sectPr><w:footerReference w:type="default" r:id="rId2"/><w:pgSz w:w="11906" w:h="16838"/>' +
  '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr></w:body></w:document>';
/** The width between the margins. */
export const TEXT_WIDTH = 11906 - 2 * 1134;

export const FOOTER =
  `${DECLARATION}<w:ftr xmlns:w="${MAIN}"><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>` +
  '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>' +
  '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:ftr>';

const SERIF = '<w:rFonts w:ascii="Georgia" w:hAnsi="Georgia" w:eastAsia="Georgia" w:cs="Times New Roman"/>';
const SANS = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/>';
const size = (halfPoints: number) => `<w:sz w:val="${halfPoints}"/><w:szCs w:val="${halfPoints}"/>`;
const GREY = '<w:color w:val="5F5B53"/>';

function paragraph(id: string, name: string, properties: string, characters: string, more = ''): string {
  return (
    `<w:style w:type="paragraph" w:styleId="${id}"${more}><w:name w:val="${name}"/>${id === 'Normal' ? '' : '<w:basedOn w:val="Normal"/>'}` +
    `<w:qFormat/><w:pPr>${properties}</w:pPr><w:rPr>${characters}</w:rPr></w:style>`
  );
}

function character(id: string, name: string, characters: string): string {
  return `<w:style w:type="character" w:styleId="${id}"><w:name w:val="${name}"/><w:rPr>${characters}</w:rPr></w:style>`;
}

const spacing = (before: number, after: number, line = 276) =>
  `<w:spacing w:before="${before}" w:after="${after}" w:line="${line}" w:lineRule="auto"/>`;

export const STYLES =
  `${DECLARATION}<w:styles xmlns:w="${MAIN}"><w:docDefaults><w:rPrDefault><w:rPr>${SERIF}${size(22)}</w:rPr></w:rPrDefault></w:docDefaults>` +
  paragraph('Normal', 'Normal', spacing(0, 140), '', ' w:default="1"') +
  paragraph(
    'Title',
    'Title',
    `<w:keepNext/>${spacing(0, 120, 250)}<w:outlineLvl w:val="0"/>`,
    `<w:b/><w:bCs/>${size(36)}`,
  ) +
  paragraph(
    'Heading1',
    'heading 1',
    `<w:keepNext/>${spacing(360, 100)}<w:outlineLvl w:val="1"/>`,
    `${SANS}<w:b/><w:bCs/>${size(22)}`,
  ) +
  paragraph('Facts', 'Facts', spacing(0, 120, 252), `${SANS}${size(17)}`) +
  paragraph(
    'Legend',
    'Legend',
    `<w:pBdr><w:top w:val="single" w:sz="4" w:space="5" w:color="D9D5CC"/><w:bottom w:val="single" w:sz="4" w:space="5" w:color="D9D5CC"/></w:pBdr>${spacing(80, 280, 300)}`,
    `${SANS}${size(17)}`,
  ) +
  paragraph('Headline', 'Headline', `<w:keepNext/>${spacing(60, 140)}`, `<w:b/><w:bCs/>${size(26)}`) +
  paragraph('Paragraph', 'Paragraph', spacing(0, 160, 320), '') +
  paragraph(
    'Quote',
    'Quote',
    `<w:pBdr><w:left w:val="single" w:sz="18" w:space="10" w:color="D9D5CC"/></w:pBdr>${spacing(0, 160, 320)}<w:ind w:left="400"/>`,
    '',
  ) +
  paragraph('Item', 'Item', `${spacing(0, 80, 320)}<w:ind w:left="300"/>`, '') +
  paragraph('Cell', 'Cell', spacing(20, 20, 252), `${SANS}${size(17)}`) +
  paragraph(
    'Head',
    'Column heading',
    `<w:keepNext/>${spacing(20, 20, 252)}`,
    `${SANS}<w:b/><w:bCs/>${GREY}${size(17)}`,
  ) +
  paragraph('Footer', 'footer', `<w:jc w:val="center"/>`, `${SANS}${GREY}${size(16)}`) +
  character('TypeName', 'Name of a type', `${SANS}<w:caps/><w:spacing w:val="6"/>${size(12)}`) +
  character('Number', 'Number of a claim', `${SANS}<w:b/><w:bCs/>`) +
  character('Grey', 'Grey', GREY) +
  character('Strong', 'Strong', '<w:b/><w:bCs/>') +
  '</w:styles>';
