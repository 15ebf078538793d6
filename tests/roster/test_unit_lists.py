from roster.directory import Directory, Entry


def test_a_list_whose_second_name_begins_with_the_district_names_both():
    directory = Directory([Entry("U021", "区教育局", "教育局"), Entry("U038", "区卫生健康局")])
    assert directory.read("教育局、区卫生健康局").codes == ["U021", "U038"]
